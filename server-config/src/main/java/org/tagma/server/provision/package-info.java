/** What operators make once for keepers on machines of their own: docs/operations.md. */
package org.tagma.server.provision;
