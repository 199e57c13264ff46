/**
 * This keeper: its configuration, its seal, the encryption of its shares, its admission of work.
 */
package org.tagma.protocols.keeper;
