# Completes command lines of cray-ims. The program itself knows what can stand where; fish quotes it.
# Fails where the name of a file is wanted.
function __cray_ims_ask
    # What was typed is read as fish reads it; a quote may still be open.
    set -l word (string unescape -- (commandline -ct); or commandline -ct)
    set -g __cray_ims_choices (cray-ims complete fish -- (commandline -opc) "$word" 2>/dev/null </dev/null)
end

complete -c cray-ims -f -k -n __cray_ims_ask -a '(string join \n -- $__cray_ims_choices)'
