package io.github.mcpoauth.autoconfigure;

/**
 * Where the embedded authorization server keeps what has to be kept.
 */
enum AuthorizationStoreType {

	/** In the memory of this process. */
	MEMORY,

	/** In the database of the application's data source. */
	JDBC,

	/** In Redis, by the application's connection to it. */
	REDIS

}
