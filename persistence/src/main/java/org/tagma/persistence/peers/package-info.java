/** What this keeper remembers of the others. */
package org.tagma.persistence.peers;
