/** Reading and verifying the audit trail. */
package org.tagma.web.audit;
