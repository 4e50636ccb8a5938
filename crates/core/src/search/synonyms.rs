//! Words of one meaning.
pub(super) const ENGLISH: &str = "email mail
login signin logon
delete remove erase
picture photo image pic
buy purchase
price cost fee charge
cancel terminate
fix repair solve
broken damaged faulty
error problem issue
change modify edit
show display
lost missing
folder directory
phone mobile cellphone
refund reimburse
ship deliver
password passcode
find locate
start begin
fast quick
big large
send transfer
site website
app application
video movie
save store
safe secure
doc document
spreadsheet sheet
enable activate
disable deactivate
tv television
info information
repo repository
fb facebook
choose select pick
allow permit
watch view see
let allow
stop prevent
keep retain
old previous
error failure
verify confirm
close shut
put place insert
list listing
thread conversation
person people user
company business
free gratis
possible able
work function
kid child
doctor physician
medicine drug medication
illness disease sickness
cure treatment therapy
pregnancy pregnant";
