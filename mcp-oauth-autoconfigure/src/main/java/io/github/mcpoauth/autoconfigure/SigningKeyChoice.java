package io.github.mcpoauth.autoconfigure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.util.StringUtils;

import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.jose.GeneratedKeyFile;
import io.github.mcpoauth.jose.SigningKey;
import io.github.mcpoauth.jose.SigningKeys;

/**
 * Which keys there are: the configured ones, or one that was generated for this instance.
 * One that is gone with the process is for the desk only: elsewhere a restart would take
 * the tokens of all users, and a second instance would refuse those of the first.
 */
final class SigningKeyChoice {

	private static final Log logger = LogFactory.getLog(SigningKeyChoice.class);

	private static final String FILE = "mcp.oauth.authorization-server.generated-key-file";

	private SigningKeyChoice() {
	}

	/**
	 * Chooses.
	 * @param needed whether anything will be signed
	 */
	static JWKSource<SecurityContext> of(SigningKeyProperties properties, KeyMaterial material, PublicUrls urls,
			boolean needed) {
		SigningKeys configured = new SigningKeyPropertiesMapper(properties, material).asSigningKeys();
		String file = properties.generatedKeyFile();
		if (configured != null) {
			if (StringUtils.hasText(file)) {
				throw new McpOAuthConfigurationException(FILE, file,
						"with " + SigningKeyPropertiesMapper.SIGNING_KEYS + " set, no key is generated",
						"To accept tokens of the generated key still, list the file as the last of "
								+ SigningKeyPropertiesMapper.SIGNING_KEYS + ", with .jwk-set");
			}
			return configured.asJwkSource();
		}
		if (StringUtils.hasText(file)) {
			return SigningKeys.of(List.of(inFile(file))).asJwkSource();
		}
		if (needed) {
			checkLosable(urls);
		}
		return SigningKeys.generatedOnDemand();
	}

	private static SigningKey inFile(String file) {
		GeneratedKeyFile keyFile = new GeneratedKeyFile(Path.of(file));
		try {
			SigningKey key = keyFile.loadOrCreate();
			if (keyFile.isOpenToOthers()) {
				logger.warn(FILE + "=" + file + " can be read by other users of this machine, and whoever has the key "
						+ "can make tokens of any user. Take the right from them: chmod 600 " + file);
			}
			return key;
		}
		catch (IOException ex) {
			throw new McpOAuthConfigurationException(FILE, file, "the key can't be read or written: " + ex,
					"Name a file in a directory that exists, that this application may write to, and that stays "
							+ "when it is restarted. Or make a key yourself: "
							+ SigningKeyPropertiesMapper.SIGNING_KEYS);
		}
		catch (IllegalArgumentException ex) {
			throw new McpOAuthConfigurationException(FILE, file, ex.getMessage(),
					"Name the file that this application has written, or one that does not exist yet");
		}
	}

	private static void checkLosable(PublicUrls urls) {
		if (!urls.isLoopback()) {
			throw new McpOAuthConfigurationException(SigningKeyPropertiesMapper.SIGNING_KEYS, null,
					"a key that is made at each start is for this machine only, since no token would outlive a "
							+ "restart or be good at another instance",
					"List a key in " + SigningKeyPropertiesMapper.SIGNING_KEYS + "[0].pem, .jwk-set or .key-store; for "
							+ "one instance, " + FILE + " has one made and kept");
		}
		logger.warn(SigningKeyPropertiesMapper.SIGNING_KEYS + " is not set, so a key is made at each start: after a "
				+ "restart, access tokens are refused and clients log in again. To keep the key, set " + FILE);
	}

}
