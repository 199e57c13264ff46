/**
 * The operations of a keeper as its clients see them: requests, results, and the services that
 * carry them out.
 */
package org.tagma.protocols.operation;
