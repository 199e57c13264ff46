/** Who may do what. */
package org.tagma.protocols.access;
