/**
 * Who may come in: authentication, permissions, and the record of everybody who was turned away.
 */
package org.tagma.web.access;
