/**
 * How keepers make and prove their moduli, all together ({@code spec/protocols.md} 1.5, AUX).
 * Called so because {@code aux} is no name for a folder on Windows.
 */
package org.tagma.threshold.auxiliary;
