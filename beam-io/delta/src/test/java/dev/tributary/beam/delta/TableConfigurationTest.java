package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableConfigurationTest {
  private static final String STORE = "delta.logStore.file.impl";

  @TempDir private Path directory;

  @Test
  void anotherLogStoreAndFileSystemOfTheUsersStay() {
    var given = new Configuration(false);
    given.set("spark.delta.logStore.class", "com.acme.Store");
    given.set("fs.file.impl", LocalFileSystem.class.getName());

    TableConfiguration made = TableConfiguration.of(given);

    assertThat(made.get(STORE)).isNull();
    assertThat(made.get("fs.file.impl")).isEqualTo(LocalFileSystem.class.getName());
  }

  @Test
  void whatIsGivenStaysAsItIs() {
    var given = new Configuration(false);

    assertThat(TableConfiguration.of(given).get(STORE)).isEqualTo(HardLinkLogStore.class.getName());
    assertThat(given.get(STORE)).isNull();
  }

  @Test
  void aSearchFindsWhatWasSetSinceTheLastOne() {
    TableConfiguration made = TableConfiguration.of(new Configuration(false));
    assertThat(made.getValByRegex("color\\..*")).isEmpty();

    made.set("color.sky", "blue");
    assertThat(made.getValByRegex("color\\..*")).containsEntry("color.sky", "blue").hasSize(1);
    made.set("color.sky", "grey");
    assertThat(made.getValByRegex("color\\..*")).containsEntry("color.sky", "grey");
    made.unset("color.sky");
    assertThat(made.getValByRegex("color\\..*")).isEmpty();
  }

  @Test
  void filesAndDirectoriesHaveThePermissionsThatHadoopGives() throws IOException {
    var plain = new Configuration(false);
    plain.set("fs.permissions.umask-mode", "027");
    FileSystem original = new LocalFileSystem();
    original.initialize(directory.toUri(), plain);
    FileSystem ours = new PosixLocalFileSystem();
    ours.initialize(directory.toUri(), plain);

    assertThat(permissions(ours, "ours")).isEqualTo(permissions(original, "original"));
  }

  private String permissions(FileSystem system, String name) throws IOException {
    Path child = directory.resolve(name);
    system.create(new org.apache.hadoop.fs.Path(child.resolve("file").toUri())).close();
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(child))
        + PosixFilePermissions.toString(Files.getPosixFilePermissions(child.resolve("file")));
  }
}
