package org.tagma.persistence;

import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;

/**
 * The migrations by name, in their order. Flyway would search the class path for them, which takes
 * long, and complains about every library of a flattened EAR.
 */
final class Migrations implements ResourceProvider {
  private static final String FOLDER = "db/migration/";
  private static final List<String> NAMES =
      List.of(
          "V1__keeper_state.sql",
          "V2__quarantine.sql",
          "V3__peer_head.sql",
          "V4__moduli.sql",
          "V6__expiry.sql",
          "V7__destruction.sql",
          "V8__token_use.sql");

  @Override
  public LoadableResource getResource(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1);
    return NAMES.contains(file) ? new Migration(file) : null;
  }

  @Override
  public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
    return NAMES.stream()
        .filter(name -> name.startsWith(prefix))
        .filter(name -> List.of(suffixes).stream().anyMatch(name::endsWith))
        .<LoadableResource>map(Migration::new)
        .toList();
  }

  private static final class Migration extends LoadableResource {
    private final String name;

    Migration(String name) {
      this.name = name;
    }

    @Override
    public Reader read() {
      return new InputStreamReader(
          Objects.requireNonNull(
              Migrations.class.getClassLoader().getResourceAsStream(getAbsolutePath()), name),
          StandardCharsets.UTF_8);
    }

    @Override
    public String getAbsolutePath() {
      return FOLDER + name;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return getAbsolutePath();
    }

    @Override
    public String getFilename() {
      return name;
    }

    @Override
    public String getRelativePath() {
      return name;
    }
  }
}
