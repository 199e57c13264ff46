/** The operations on keys: thin resources that map HTTP, and the records they answer with. */
package org.tagma.web.operation;
