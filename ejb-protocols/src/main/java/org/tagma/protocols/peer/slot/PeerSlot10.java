package org.tagma.protocols.peer.slot;

import jakarta.enterprise.context.ApplicationScoped;
import org.tagma.protocols.peer.PeerSlot;
import org.tagma.protocols.peer.Slot;

/** The circuits of peer slot 10. */
@ApplicationScoped
@Slot(10)
public class PeerSlot10 extends PeerSlot {}
