/**
 * Dealing shares in front of everybody: sealed shares, complaints that can be proved, and the
 * judgement of both. Key generation and the changes of a key's shares are made of it
 * (spec/protocols.md 2.2).
 */
package org.tagma.threshold.sharing;
