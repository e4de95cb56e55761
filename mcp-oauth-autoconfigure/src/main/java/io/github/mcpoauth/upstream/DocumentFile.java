package io.github.mcpoauth.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a provider's metadata for the next start, which may fall into an outage. The file
 * decides where users are sent to log in, so it is checked like a fetched document, and
 * should be as hard to write to as the configuration. Losing it is no failure.
 */
final class DocumentFile {

	private static final Log logger = LogFactory.getLog(DocumentFile.class);

	private final @Nullable Path path;

	private final DocumentRules rules;

	DocumentFile(@Nullable Path path, DocumentRules rules) {
		this.path = path;
		this.rules = rules;
	}

	/**
	 * Reads the document.
	 * @return the document, or {@code null} if there is none that may be used
	 */
	@Nullable ProviderDocument load() {
		if (this.path == null || !Files.exists(this.path)) {
			return null;
		}
		try (InputStream stream = Files.newInputStream(this.path)) {
			return ProviderDocument.read(stream.readNBytes(DiscoveryDocuments.MAX_DOCUMENT), this.rules);
		}
		catch (IOException ex) {
			logger.warn("The metadata in " + this.path + " is not used: " + ex.getMessage());
			return null;
		}
	}

	/**
	 * Writes the document in one step: whoever reads meanwhile sees the one before.
	 */
	void save(ProviderDocument document) {
		if (this.path == null) {
			return;
		}
		try {
			Path target = this.path.toAbsolutePath();
			Path part = Files.createTempFile(target.getParent(), target.getFileName().toString(), ".part");
			try {
				Files.write(part, document.toBytes());
				Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
			}
			finally {
				Files.deleteIfExists(part);
			}
		}
		catch (IOException ex) {
			logger.warn("The identity provider's metadata can't be kept in mcp.oauth.upstream.metadata-cache-file="
					+ this.path + ": " + ex);
		}
	}

}
