/** Who calls and what the caller may do. */
package org.tagma.protocols.access;
