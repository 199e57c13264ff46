/** Tests that run inside a keeper's server, beside its beans. */
package org.tagma.tests.container;
