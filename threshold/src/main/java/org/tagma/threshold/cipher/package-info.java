/** Symmetric encryption under keys that the protocols derive. */
package org.tagma.threshold.cipher;
