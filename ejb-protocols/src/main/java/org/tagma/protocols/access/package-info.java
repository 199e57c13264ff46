/** Who calls, with which request, and what the caller may do. */
package org.tagma.protocols.access;
