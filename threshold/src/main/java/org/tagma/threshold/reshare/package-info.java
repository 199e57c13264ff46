/**
 * The same key for another threshold or other holders: a quorum of the old holders deals its
 * weighted shares to the new ones (spec/protocols.md 5, Reshare, and 9, items 26 and 28).
 */
package org.tagma.threshold.reshare;
