package io.github.mcpoauth.bench;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * The same user for each authorization server, whose password is hashed as fast as bcrypt
 * can: what it takes by default is fifty times that, and would hide all else. The secrets
 * of clients are hashed as each server does it by itself.
 */
@Configuration(proxyBeanMethods = false)
class LoginUsers {

	private static final int LOWEST = 4;

	/**
	 * One that could change passwords would be given this one, hashed anew and as usual.
	 */
	@Bean
	UserDetailsService users() {
		String password = "{bcrypt}" + new BCryptPasswordEncoder(LOWEST).encode("wonderland");
		return (name) -> User.withUsername(name).password(password).roles("USER").build();
	}

}
