/** What must outlive a crash: a file that is replaced as a whole, and a directory of one owner. */
package io.github.gfstoprometheus.durable;
