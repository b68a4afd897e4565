
# Names and ids of records, as the service knows them. Fails where no record is named.
function __cray_ims_records
    set -l current (commandline -ct)
    cray-ims complete-records -- (commandline -opc) "$current" 2>/dev/null </dev/null
end

complete -c cray-ims -n '__cray_ims_records >/dev/null' -f -a '(__cray_ims_records)'
complete -c cray-ims -l artifact-id -x -a '(__cray_ims_records)'
complete -c cray-ims -l public-key-id -x -a '(__cray_ims_records)'
