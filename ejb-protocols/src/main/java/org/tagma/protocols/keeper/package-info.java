/** What a keeper knows of itself and of its cluster. */
package org.tagma.protocols.keeper;
