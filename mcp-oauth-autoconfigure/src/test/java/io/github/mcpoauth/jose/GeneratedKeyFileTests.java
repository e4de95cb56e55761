package io.github.mcpoauth.jose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.JWKSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The file with a key that was made at the first start.
 */
@Tag("FT17")
class GeneratedKeyFileTests {

	@TempDir
	private Path folder;

	@Test
	void keyWhenMadeThenTheSameFromThenOn() throws IOException {
		SigningKey made = file().loadOrCreate();
		assertThat(file().loadOrCreate()).isEqualTo(made).hasSameHashCodeAs(made);
		assertThat(made).hasToString("SigningKey[id=" + made.id() + "]");
		assertThat(SigningKey.generate()).isNotEqualTo(made);
	}

	@Test
	void fileWhenWrittenThenOfItsOwnerAloneAndNothingIsLeftBeside() throws IOException {
		assumeTrue(Files.getFileStore(this.folder).supportsFileAttributeView("posix"), "needs POSIX permissions");
		file().loadOrCreate();
		assertThat(Files.getPosixFilePermissions(path())).containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ,
				PosixFilePermission.OWNER_WRITE);
		assertThat(file().isOpenToOthers()).isFalse();
		try (Stream<Path> files = Files.list(this.folder)) {
			assertThat(files).containsExactly(path());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "rw-r-----", "rw--w----", "rw----r--", "rw-----w-" })
	void fileWhenOthersGetAtItThenItSaysSo(String permissions) throws IOException {
		assumeTrue(Files.getFileStore(this.folder).supportsFileAttributeView("posix"), "needs POSIX permissions");
		file().loadOrCreate();
		Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString(permissions));
		assertThat(file().isOpenToOthers()).isTrue();
	}

	@Test
	void keyWhenManyStartAtOnceThenAllHaveTheSame() throws Exception {
		int instances = 8;
		CyclicBarrier start = new CyclicBarrier(instances);
		ExecutorService executor = Executors.newFixedThreadPool(instances);
		try {
			Callable<String> instance = () -> {
				start.await();
				return file().loadOrCreate().id();
			};
			List<Future<String>> ids = executor
				.invokeAll(IntStream.range(0, instances).mapToObj((i) -> instance).toList());
			assertThat(ids.stream().map(GeneratedKeyFileTests::get).collect(Collectors.toSet()))
				.containsExactly(file().loadOrCreate().id());
		}
		finally {
			executor.shutdownNow();
		}
		try (Stream<Path> files = Files.list(this.folder)) {
			assertThat(files).containsExactly(path());
		}
	}

	private static String get(Future<String> id) {
		try {
			return id.get();
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

	@Test
	void fileWhenItIsNoKeyThenRefusedAndLeftAsItIs() throws IOException {
		for (String content : List.of("", "hunter2", "{\"keys\":[]}",
				new JWKSet(List.of(SigningKey.generate().jwk(), SigningKey.generate().jwk())).toString(false),
				new JWKSet(SigningKey.generate().jwk()).toString())) {
			Files.writeString(path(), content);
			assertThatIllegalArgumentException().isThrownBy(() -> file().loadOrCreate())
				.withMessageMatching("it (is not a JWK Set|holds [02] keys|has no private part).*")
				.withMessageNotContaining("hunter2");
			assertThat(path()).hasContent(content);
		}
	}

	@Test
	void fileWhenItsDirectoryIsNotThereThenFails() {
		assertThatExceptionOfType(NoSuchFileException.class)
			.isThrownBy(() -> new GeneratedKeyFile(this.folder.resolve("no-folder/key.json")).loadOrCreate());
	}

	private Path path() {
		return this.folder.resolve("signing-key.json");
	}

	private GeneratedKeyFile file() {
		return new GeneratedKeyFile(path());
	}

}
