<?php
// Makes the tables and two people of the site in the folder given, and prints for each what `Authorization: Basic` takes.
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = 'localhost';
// Defined here, so that the site does not send mail of its birth.
function wp_new_blog_notification() {}
require $argv[1] . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Kettles', 'mira', 'mira@kettles.example', true, '', wp_generate_password());
// Addresses of the REST API without a query.
update_option('permalink_structure', '/%postname%/');
wp_update_user(['ID' => 1, 'display_name' => 'Mira Holm']);
// A comment need not wait because it is its author's first.
update_option('comment_previously_approved', 0);
// The post, page and comment that a new site comes with.
foreach ([1, 2, 3] as $id) wp_delete_post($id, true);
wp_insert_user(['user_login' => 'ada', 'display_name' => 'Ada Lovelace', 'user_email' => 'ada@kettles.example', 'user_pass' => wp_generate_password(), 'role' => 'subscriber']);
function token($login) {
  [$password] = WP_Application_Passwords::create_new_application_password(get_user_by('login', $login)->ID, ['name' => 'tests']);
  return base64_encode("$login:$password");
}
echo json_encode(['asker' => token('mira'), 'reader' => token('ada')]);
