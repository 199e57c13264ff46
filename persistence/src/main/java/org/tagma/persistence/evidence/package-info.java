/** Evidence against keepers. */
package org.tagma.persistence.evidence;
