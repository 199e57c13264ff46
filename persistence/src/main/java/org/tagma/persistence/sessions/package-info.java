/** Sessions that open once, the answers given in them, and what each coordinator asked for. */
package org.tagma.persistence.sessions;
