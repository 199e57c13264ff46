package org.tagma.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;
import org.tagma.web.access.Entrance;
import org.tagma.web.access.RejectionRecords;
import org.tagma.web.arrival.BodyLimit;
import org.tagma.web.audit.AuditResource;
import org.tagma.web.http.JsonAnswers;
import org.tagma.web.operation.ConsistencyResource;
import org.tagma.web.operation.EciesResource;
import org.tagma.web.operation.ExpiryResource;
import org.tagma.web.operation.InventoryResource;
import org.tagma.web.operation.KeyResource;
import org.tagma.web.operation.SignResource;
import org.tagma.web.operation.StorageResource;
import org.tagma.web.problem.FailureMapper;
import org.tagma.web.system.AccessResource;
import org.tagma.web.system.ControlResource;
import org.tagma.web.system.IdentityKeysResource;
import org.tagma.web.system.IntegrityResource;
import org.tagma.web.system.SealResource;
import org.tagma.web.system.SystemResource;

/** The API of a keeper for its clients (spec/api.md). */
@ApplicationPath("v1/keeper")
public class ClientApplication extends Application {

  /** Jersey's name, as a text, so that no Jersey class is needed: no WADL. */
  static final Map<String, Object> PROPERTIES =
      Map.of("jersey.config.server.wadl.disableWadl", true);

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        SignResource.class,
        EciesResource.class,
        KeyResource.class,
        SystemResource.class,
        SealResource.class,
        ControlResource.class,
        AccessResource.class,
        IdentityKeysResource.class,
        IntegrityResource.class,
        AuditResource.class,
        ConsistencyResource.class,
        ExpiryResource.class,
        InventoryResource.class,
        StorageResource.class,
        Entrance.class,
        RejectionRecords.class,
        BodyLimit.class,
        FailureMapper.class,
        JsonAnswers.class);
  }

  @Override
  public Map<String, Object> getProperties() {
    return PROPERTIES;
  }
}
