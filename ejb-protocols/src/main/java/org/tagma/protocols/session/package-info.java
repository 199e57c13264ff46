/** The sessions of a keeper: the participant's side of a protocol run. */
package org.tagma.protocols.session;
