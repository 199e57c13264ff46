/**
 * The links to the other keepers: transport, fault tolerance, back-off, health.
 *
 * <p>{@code PeerLinks} is the only door. What comes back is an answer, a death with its cause, or
 * the confession that this keeper itself was overloaded; a bug of ours is an exception and accuses
 * nobody.
 */
package org.tagma.protocols.peer;
