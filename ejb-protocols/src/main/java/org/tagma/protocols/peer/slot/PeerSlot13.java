package org.tagma.protocols.peer.slot;

import jakarta.enterprise.context.ApplicationScoped;
import org.tagma.protocols.peer.PeerSlot;
import org.tagma.protocols.peer.Slot;

/** The circuits of peer slot 13. */
@ApplicationScoped
@Slot(13)
public class PeerSlot13 extends PeerSlot {}
