/** What a keeper says of itself and of its cluster. */
package org.tagma.web.system;
