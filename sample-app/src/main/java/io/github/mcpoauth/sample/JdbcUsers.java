package io.github.mcpoauth.sample;

import java.util.Optional;

import org.springframework.context.annotation.Profile;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.github.mcpoauth.resource.Caller;
import io.github.mcpoauth.resource.UserMapper;

/**
 * Users in a table, with a row for each caller at first sight.
 */
@Component
@Profile("users")
class JdbcUsers implements UserMapper {

	private final JdbcClient jdbc;

	JdbcUsers(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public AppUser userOf(Caller caller) {
		return find(caller).orElseGet(() -> create(caller));
	}

	private AppUser create(Caller caller) {
		try {
			this.jdbc.sql("insert into app_user (issuer, subject, name) values (?, ?, ?)")
				.params(issuer(caller), caller.subject(), (caller.name() != null) ? caller.name() : caller.subject())
				.update();
		}
		catch (DuplicateKeyException ex) {
			// Another token of the same user came at the same time
		}
		return find(caller).orElseThrow();
	}

	private Optional<AppUser> find(Caller caller) {
		return this.jdbc.sql("select id, name from app_user where issuer = ? and subject = ?")
			.params(issuer(caller), caller.subject())
			.query(AppUser.class)
			.optional();
	}

	private static String issuer(Caller caller) {
		return (caller.issuer() != null) ? caller.issuer() : "";
	}

}
