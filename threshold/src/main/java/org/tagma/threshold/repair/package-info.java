/**
 * A holder that lost its share gets it back from a quorum of the others, and nobody learns it
 * besides (spec/protocols.md 5, Repair, and 9, items 26 and 29).
 */
package org.tagma.threshold.repair;
