/** Keys, their generations and this keeper's encrypted shares. */
package org.tagma.persistence.keys;
