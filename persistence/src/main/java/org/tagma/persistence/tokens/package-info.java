/** Tokens that are good for one request, and what they were used for. */
package org.tagma.persistence.tokens;
