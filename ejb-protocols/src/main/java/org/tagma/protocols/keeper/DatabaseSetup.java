package org.tagma.protocols.keeper;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import jakarta.transaction.UserTransaction;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import javax.sql.DataSource;
import org.tagma.persistence.Database;
import org.tagma.persistence.JtaTransactions;
import org.tagma.persistence.Schema;
import org.tagma.persistence.StableStorage;
import org.tagma.persistence.StorageUnavailable;

/**
 * Defines the data source, brings the schema up to date and opens the {@link Database}. A startup
 * bean that uses the database says {@code @DependsOn("DatabaseSetup")}; everybody else gets {@link
 * StorageUnavailable} until this one is through. A keeper whose database can't be opened does not
 * start.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN) // Flyway must not run inside a transaction
@DataSourceDefinition(
    name = DatabaseSetup.DATA_SOURCE,
    className = "${MPCONFIG=tagma.database.driver}",
    url = "${MPCONFIG=tagma.database.url}",
    user = "${MPCONFIG=tagma.database.user}",
    password = "${MPCONFIG=tagma.database.password:}",
    initialPoolSize = 2,
    minPoolSize = 2,
    maxPoolSize = 32,
    properties = { // after an outage of the database no dead connection is handed out
      "fish.payara.is-connection-validation-required=true",
      "fish.payara.connection-validation-method=custom-validation",
      "fish.payara.validation-classname=org.glassfish.api.jdbc.validation.JDBC40ConnectionValidation",
      "fish.payara.validate-atmost-once-period-in-seconds=1",
      "fish.payara.fail-all-connections=true"
    })
public class DatabaseSetup {
  static final String DATA_SOURCE = "java:app/jdbc/tagma";

  private static final Logger LOG = System.getLogger(DatabaseSetup.class.getName());

  @Resource(lookup = DATA_SOURCE)
  private DataSource source;

  @PersistenceUnit(unitName = "tagma")
  private EntityManagerFactory entityManagers;

  @Resource private UserTransaction transaction;

  @Resource private ManagedThreadFactory threads;

  @Inject private Database database;

  @PostConstruct
  void open() {
    try {
      Schema.migrate(source);
      entityManagers.getMetamodel(); // resolves the unit here, where its name is known
      database.open(
          new JtaTransactions(entityManagers, transaction, StableStorage.of(source)), threads);
    } catch (StorageUnavailable e) {
      LOG.log(Level.ERROR, e.getMessage());
      throw e;
    }
  }

  @PreDestroy
  void close() {
    database.close();
  }
}
