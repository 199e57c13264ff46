/**
 * Distributed key generation: commit, deal, prove, certify, activate ({@code spec/protocols.md} 1.5
 * and 2.2). Shares travel encrypted in the open, so that a complaint can be judged by anybody.
 */
package org.tagma.threshold.dkg;
