/** Which process may use the database. */
package org.tagma.persistence.lease;
