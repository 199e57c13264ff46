/** One empty bean class per peer: circuit breaker state is kept per class. */
package org.tagma.protocols.peer.slot;
