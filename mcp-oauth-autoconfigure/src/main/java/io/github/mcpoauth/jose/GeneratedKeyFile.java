package io.github.mcpoauth.jose;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.text.ParseException;
import java.util.List;
import java.util.Set;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;

/**
 * A file with a key that is made when it is first needed. However many processes start at
 * once, all of them get the same key, and none sees a half-written one. The file is a JWK
 * Set, so it can be listed among configured keys later.
 */
public final class GeneratedKeyFile {

	private static final Set<PosixFilePermission> OF_OTHERS = Set.of(PosixFilePermission.GROUP_READ,
			PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

	private final Path path;

	/**
	 * Names a file.
	 * @param path the file, which need not exist; its directory does
	 */
	public GeneratedKeyFile(Path path) {
		this.path = path.toAbsolutePath();
	}

	/**
	 * Reads the key, and makes it before if there is none.
	 * @return the key
	 * @throws IOException if the file can't be read or written
	 * @throws IllegalArgumentException if it holds something else than one signing key
	 */
	public SigningKey loadOrCreate() throws IOException {
		if (!Files.exists(this.path)) {
			create();
		}
		return load();
	}

	private SigningKey load() throws IOException {
		List<JWK> keys;
		try {
			keys = JWKSet.parse(Files.readString(this.path)).getKeys();
		}
		catch (ParseException ex) {
			throw new IllegalArgumentException("it is not a JWK Set: " + ex.getMessage(), ex);
		}
		if (keys.size() != 1) {
			throw new IllegalArgumentException("it holds " + keys.size() + " keys instead of one");
		}
		return SigningKey.of(keys.get(0));
	}

	/**
	 * A link appears with all its content, and fails where there is a file already: who
	 * was first decides. Moving the file would replace a key that others use by now.
	 */
	private void create() throws IOException {
		// On POSIX systems a temporary file belongs to its owner alone, and keeps that
		Path part = Files.createTempFile(this.path.getParent(), this.path.getFileName().toString(), ".part");
		try {
			String jwkSet = new JWKSet(SigningKey.generate().jwk()).toString(false);
			Files.write(part, jwkSet.getBytes(StandardCharsets.UTF_8));
			Files.createLink(this.path, part);
		}
		catch (FileAlreadyExistsException ex) {
			// Another process was faster, and its key is the one
		}
		finally {
			Files.deleteIfExists(part);
		}
	}

	/**
	 * Whether other users of the machine can get at the key.
	 * @return {@code false} also where file systems don't say
	 * @throws IOException if the file can't be looked at
	 */
	public boolean isOpenToOthers() throws IOException {
		PosixFileAttributeView view = Files.getFileAttributeView(this.path, PosixFileAttributeView.class);
		return view != null && view.readAttributes().permissions().stream().anyMatch(OF_OTHERS::contains);
	}

}
