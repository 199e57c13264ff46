/** Every identity key that any keeper ever used. */
package org.tagma.persistence.identity;
