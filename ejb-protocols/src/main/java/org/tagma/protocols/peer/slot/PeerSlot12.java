package org.tagma.protocols.peer.slot;

import jakarta.enterprise.context.ApplicationScoped;
import org.tagma.protocols.peer.PeerSlot;
import org.tagma.protocols.peer.Slot;

/** The circuits of peer slot 12. */
@ApplicationScoped
@Slot(12)
public class PeerSlot12 extends PeerSlot {}
