/** Every failure as {@code application/problem+json} (RFC 9457), wherever it comes from. */
package org.tagma.web.problem;
