# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_cray_ims_global_optspecs
    string join \n configuration= format= quiet token= cacert= insecure timeout= print= query= dry-run= v/verbose h/help V/version
end

function __fish_cray_ims_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_cray_ims_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_cray_ims_using_subcommand
    set -l cmd (__fish_cray_ims_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c cray-ims -n "__fish_cray_ims_needs_command" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_needs_command" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_needs_command" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_needs_command" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_needs_command" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_needs_command" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_needs_command" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_needs_command" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_needs_command" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_needs_command" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_needs_command" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cray-ims -n "__fish_cray_ims_needs_command" -s V -l version -d 'Print version'
complete -c cray-ims -n "__fish_cray_ims_needs_command" -f -a "recipes" -d 'Recipes, from which images are built'
complete -c cray-ims -n "__fish_cray_ims_needs_command" -f -a "images" -d 'Images, built or customized'
complete -c cray-ims -n "__fish_cray_ims_needs_command" -f -a "jobs" -d 'Jobs, which build and customize images'
complete -c cray-ims -n "__fish_cray_ims_needs_command" -f -a "public-keys" -d 'Public keys, which open the shells of jobs'
complete -c cray-ims -n "__fish_cray_ims_needs_command" -f -a "deleted" -d 'Records that were deleted and can be restored'
complete -c cray-ims -n "__fish_cray_ims_needs_command" -f -a "remote-build-nodes" -d 'Nodes outside of Kubernetes that run jobs'
complete -c cray-ims -n "__fish_cray_ims_needs_command" -f -a "version" -d 'Version of the service'
complete -c cray-ims -n "__fish_cray_ims_needs_command" -f -a "dkms" -d 'Switch and explain DKMS, which lets jobs build kernel modules in Kata virtual machines'
complete -c cray-ims -n "__fish_cray_ims_needs_command" -f -a "check" -d 'Check the way to the system, the service and what it needs, step by step'
complete -c cray-ims -n "__fish_cray_ims_needs_command" -f -a "auth" -d 'Log in and out, and show the login'
complete -c cray-ims -n "__fish_cray_ims_needs_command" -f -a "init" -d 'Create or change the configuration that says where the system is'
complete -c cray-ims -n "__fish_cray_ims_needs_command" -f -a "config" -d 'Show and edit configurations'
complete -c cray-ims -n "__fish_cray_ims_needs_command" -f -a "sandbox" -d 'Run a command with a simulated system, or serve one'
complete -c cray-ims -n "__fish_cray_ims_needs_command" -f -a "completions" -d 'Print the script that completes command lines in a shell'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and not __fish_seen_subcommand_from list describe create update delete deleteall" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and not __fish_seen_subcommand_from list describe create update delete deleteall" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and not __fish_seen_subcommand_from list describe create update delete deleteall" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and not __fish_seen_subcommand_from list describe create update delete deleteall" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and not __fish_seen_subcommand_from list describe create update delete deleteall" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and not __fish_seen_subcommand_from list describe create update delete deleteall" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and not __fish_seen_subcommand_from list describe create update delete deleteall" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and not __fish_seen_subcommand_from list describe create update delete deleteall" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and not __fish_seen_subcommand_from list describe create update delete deleteall" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and not __fish_seen_subcommand_from list describe create update delete deleteall" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and not __fish_seen_subcommand_from list describe create update delete deleteall" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and not __fish_seen_subcommand_from list describe create update delete deleteall" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and not __fish_seen_subcommand_from list describe create update delete deleteall" -f -a "list" -d 'List recipes'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and not __fish_seen_subcommand_from list describe create update delete deleteall" -f -a "describe" -d 'Show one recipe'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and not __fish_seen_subcommand_from list describe create update delete deleteall" -f -a "create" -d 'Create one recipe'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and not __fish_seen_subcommand_from list describe create update delete deleteall" -f -a "update" -d 'Change one recipe'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and not __fish_seen_subcommand_from list describe create update delete deleteall" -f -a "delete" -d 'Delete one or more recipes; `deleted` can restore them'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and not __fish_seen_subcommand_from list describe create update delete deleteall" -f -a "deleteall" -d 'Delete all recipes, or those that the options name; `deleted` can restore them'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from list" -l name -d 'Only records of this name; * and ? stand for other characters' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from list" -l arch -d 'Only records for this architecture' -r -f -a "aarch64\t''
x86_64\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from list" -l require-dkms -d 'Only records that need DKMS, or that do not' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from list" -l created-after -d 'Only records created after this: a date or a time, in this machine\'s zone unless it names one, or how long ago, such as 90m, 6h, 2d or 1w' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from list" -l created-before -d 'Only records created before this' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from list" -l sort -d 'Sort by this field, for example created or link.path' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from list" -l limit -d 'Show no more than this many' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from list" -l columns -d 'Show these fields as the columns of a table' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from list" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from list" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from list" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from list" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from list" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from list" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from list" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from list" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from list" -l reverse -d 'Begin at the other end'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from list" -l latest -d 'Show only the one that was created last'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from list" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from list" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from describe" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from describe" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from describe" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from describe" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from describe" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from describe" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from describe" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from describe" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from describe" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from describe" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from describe" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from describe" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from create" -l link-path -d 'Where the artifact is, for example s3://boot-images/ID/manifest.json' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from create" -l link-etag -d 'Entity tag of the artifact' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from create" -l link-type -d 'Kind of storage: s3' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from create" -l recipe-type -d 'What builds images from the recipe' -r -f -a "kiwi-ng\t''
packer\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from create" -l linux-distribution -d 'The distribution the recipe is for' -r -f -a "sles12\t''
sles15\t''
centos7\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from create" -l name -d 'Name of the recipe' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from create" -l template-dictionary-key -d 'Names of the recipe\'s variables, as many as values; ranges such as x[1-3,5] are expanded' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from create" -l template-dictionary-value -d 'Values of the recipe\'s variables' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from create" -l arch -d 'Architecture of the images' -r -f -a "aarch64\t''
x86_64\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from create" -l require-dkms -d 'Whether building needs DKMS kernel modules: true, t, 1, yes, y, or false, f, 0, no, n' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from create" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from create" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from create" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from create" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from create" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from create" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from create" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from create" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from create" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from create" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from update" -l link-path -d 'Where the artifact is, for example s3://boot-images/ID/manifest.json' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from update" -l link-etag -d 'Entity tag of the artifact' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from update" -l link-type -d 'Kind of storage: s3' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from update" -l template-dictionary-key -d 'Names of the recipe\'s variables, as many as values; ranges such as x[1-3,5] are expanded' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from update" -l template-dictionary-value -d 'Values of the recipe\'s variables' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from update" -l arch -d 'Architecture of the images' -r -f -a "aarch64\t''
x86_64\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from update" -l require-dkms -d 'Whether building needs DKMS kernel modules: true, t, 1, yes, y, or false, f, 0, no, n' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from update" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from update" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from update" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from update" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from update" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from update" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from update" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from update" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from update" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from update" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from update" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from delete" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from delete" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from delete" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from delete" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from delete" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from delete" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from delete" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from delete" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from delete" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from delete" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from deleteall" -l name -d 'Only records of this name; * and ? stand for other characters' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from deleteall" -l arch -d 'Only records for this architecture' -r -f -a "aarch64\t''
x86_64\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from deleteall" -l require-dkms -d 'Only records that need DKMS, or that do not' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from deleteall" -l created-after -d 'Only records created after this: a date or a time, in this machine\'s zone unless it names one, or how long ago, such as 90m, 6h, 2d or 1w' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from deleteall" -l created-before -d 'Only records created before this' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from deleteall" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from deleteall" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from deleteall" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from deleteall" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from deleteall" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from deleteall" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from deleteall" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from deleteall" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from deleteall" -s y -l yes -d 'Do not ask'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from deleteall" -l force -d 'Allow a time in the future for --created-before'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from deleteall" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from deleteall" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from deleteall" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand recipes; and __fish_seen_subcommand_from deleteall" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and not __fish_seen_subcommand_from list describe create update delete deleteall" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and not __fish_seen_subcommand_from list describe create update delete deleteall" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and not __fish_seen_subcommand_from list describe create update delete deleteall" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and not __fish_seen_subcommand_from list describe create update delete deleteall" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and not __fish_seen_subcommand_from list describe create update delete deleteall" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and not __fish_seen_subcommand_from list describe create update delete deleteall" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and not __fish_seen_subcommand_from list describe create update delete deleteall" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and not __fish_seen_subcommand_from list describe create update delete deleteall" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and not __fish_seen_subcommand_from list describe create update delete deleteall" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and not __fish_seen_subcommand_from list describe create update delete deleteall" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and not __fish_seen_subcommand_from list describe create update delete deleteall" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and not __fish_seen_subcommand_from list describe create update delete deleteall" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and not __fish_seen_subcommand_from list describe create update delete deleteall" -f -a "list" -d 'List images'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and not __fish_seen_subcommand_from list describe create update delete deleteall" -f -a "describe" -d 'Show one image'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and not __fish_seen_subcommand_from list describe create update delete deleteall" -f -a "create" -d 'Create one image'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and not __fish_seen_subcommand_from list describe create update delete deleteall" -f -a "update" -d 'Change one image'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and not __fish_seen_subcommand_from list describe create update delete deleteall" -f -a "delete" -d 'Delete one or more images; `deleted` can restore them'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and not __fish_seen_subcommand_from list describe create update delete deleteall" -f -a "deleteall" -d 'Delete all images, or those that the options name; `deleted` can restore them'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from list" -l name -d 'Only records of this name; * and ? stand for other characters' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from list" -l arch -d 'Only records for this architecture' -r -f -a "aarch64\t''
x86_64\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from list" -l created-after -d 'Only records created after this: a date or a time, in this machine\'s zone unless it names one, or how long ago, such as 90m, 6h, 2d or 1w' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from list" -l created-before -d 'Only records created before this' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from list" -l sort -d 'Sort by this field, for example created or link.path' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from list" -l limit -d 'Show no more than this many' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from list" -l columns -d 'Show these fields as the columns of a table' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from list" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from list" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from list" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from list" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from list" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from list" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from list" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from list" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from list" -l reverse -d 'Begin at the other end'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from list" -l latest -d 'Show only the one that was created last'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from list" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from list" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from describe" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from describe" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from describe" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from describe" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from describe" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from describe" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from describe" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from describe" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from describe" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from describe" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from describe" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from describe" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from create" -l name -d 'Name of the image' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from create" -l link-path -d 'Where the artifact is, for example s3://boot-images/ID/manifest.json' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from create" -l link-etag -d 'Entity tag of the artifact' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from create" -l link-type -d 'Kind of storage: s3' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from create" -l arch -d 'Architecture of the image' -r -f -a "aarch64\t''
x86_64\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from create" -l metadata-key -d 'Key of a metadata entry' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from create" -l metadata-value -d 'Value of the metadata entry' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from create" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from create" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from create" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from create" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from create" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from create" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from create" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from create" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from create" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from create" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from update" -l link-path -d 'Where the artifact is, for example s3://boot-images/ID/manifest.json' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from update" -l link-etag -d 'Entity tag of the artifact' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from update" -l link-type -d 'Kind of storage: s3' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from update" -l arch -d 'Architecture of the image' -r -f -a "aarch64\t''
x86_64\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from update" -l metadata-operation -d 'What to do with the metadata entry' -r -f -a "set\t''
remove\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from update" -l metadata-key -d 'Key of the metadata entry' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from update" -l metadata-value -d 'Value to set' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from update" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from update" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from update" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from update" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from update" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from update" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from update" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from update" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from update" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from update" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from update" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from delete" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from delete" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from delete" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from delete" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from delete" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from delete" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from delete" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from delete" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from delete" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from delete" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from deleteall" -l name -d 'Only records of this name; * and ? stand for other characters' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from deleteall" -l arch -d 'Only records for this architecture' -r -f -a "aarch64\t''
x86_64\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from deleteall" -l created-after -d 'Only records created after this: a date or a time, in this machine\'s zone unless it names one, or how long ago, such as 90m, 6h, 2d or 1w' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from deleteall" -l created-before -d 'Only records created before this' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from deleteall" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from deleteall" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from deleteall" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from deleteall" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from deleteall" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from deleteall" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from deleteall" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from deleteall" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from deleteall" -s y -l yes -d 'Do not ask'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from deleteall" -l force -d 'Allow a time in the future for --created-before'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from deleteall" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from deleteall" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from deleteall" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand images; and __fish_seen_subcommand_from deleteall" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and not __fish_seen_subcommand_from list describe create wait logs ssh complete delete deleteall" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and not __fish_seen_subcommand_from list describe create wait logs ssh complete delete deleteall" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and not __fish_seen_subcommand_from list describe create wait logs ssh complete delete deleteall" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and not __fish_seen_subcommand_from list describe create wait logs ssh complete delete deleteall" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and not __fish_seen_subcommand_from list describe create wait logs ssh complete delete deleteall" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and not __fish_seen_subcommand_from list describe create wait logs ssh complete delete deleteall" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and not __fish_seen_subcommand_from list describe create wait logs ssh complete delete deleteall" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and not __fish_seen_subcommand_from list describe create wait logs ssh complete delete deleteall" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and not __fish_seen_subcommand_from list describe create wait logs ssh complete delete deleteall" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and not __fish_seen_subcommand_from list describe create wait logs ssh complete delete deleteall" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and not __fish_seen_subcommand_from list describe create wait logs ssh complete delete deleteall" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and not __fish_seen_subcommand_from list describe create wait logs ssh complete delete deleteall" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and not __fish_seen_subcommand_from list describe create wait logs ssh complete delete deleteall" -f -a "list" -d 'List jobs'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and not __fish_seen_subcommand_from list describe create wait logs ssh complete delete deleteall" -f -a "describe" -d 'Show one job'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and not __fish_seen_subcommand_from list describe create wait logs ssh complete delete deleteall" -f -a "create" -d 'Start a job'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and not __fish_seen_subcommand_from list describe create wait logs ssh complete delete deleteall" -f -a "wait" -d 'Wait until jobs have ended'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and not __fish_seen_subcommand_from list describe create wait logs ssh complete delete deleteall" -f -a "logs" -d 'Show what the containers of a job say, through Kubernetes'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and not __fish_seen_subcommand_from list describe create wait logs ssh complete delete deleteall" -f -a "ssh" -d 'Open a shell in a job that waits for its user, once it does'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and not __fish_seen_subcommand_from list describe create wait logs ssh complete delete deleteall" -f -a "complete" -d 'End a job\'s wait for its user, over ssh'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and not __fish_seen_subcommand_from list describe create wait logs ssh complete delete deleteall" -f -a "delete" -d 'Delete one or more jobs, for good'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and not __fish_seen_subcommand_from list describe create wait logs ssh complete delete deleteall" -f -a "deleteall" -d 'Delete all jobs, or those that the options name, for good'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from list" -l name -d 'Only records of this name; * and ? stand for other characters' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from list" -l arch -d 'Only records for this architecture' -r -f -a "aarch64\t''
x86_64\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from list" -l status -d 'Only records in this state; may be given several times' -r -f -a "creating\t''
fetching_image\t''
fetching_recipe\t''
waiting_for_repos\t''
building_image\t''
waiting_on_user\t''
packaging_artifacts\t''
error\t''
success\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from list" -l job-type -d 'Only jobs of this type' -r -f -a "create\t''
customize\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from list" -l require-dkms -d 'Only records that need DKMS, or that do not' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from list" -l created-after -d 'Only records created after this: a date or a time, in this machine\'s zone unless it names one, or how long ago, such as 90m, 6h, 2d or 1w' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from list" -l created-before -d 'Only records created before this' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from list" -l sort -d 'Sort by this field, for example created or link.path' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from list" -l limit -d 'Show no more than this many' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from list" -l columns -d 'Show these fields as the columns of a table' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from list" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from list" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from list" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from list" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from list" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from list" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from list" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from list" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from list" -l reverse -d 'Begin at the other end'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from list" -l latest -d 'Show only the one that was created last'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from list" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from list" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from describe" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from describe" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from describe" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from describe" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from describe" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from describe" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from describe" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from describe" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from describe" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from describe" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from describe" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from describe" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from create" -l job-type -d 'Build an image from a recipe, or customize an image' -r -f -a "create\t''
customize\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from create" -l image-root-archive-name -d 'Name of the image that results' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from create" -l kernel-file-name -d 'Name of the kernel file in the image' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from create" -l initrd-file-name -d 'Name of the initrd file in the image' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from create" -l kernel-parameters-file-name -d 'Name of the file of kernel parameters in the image' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from create" -l artifact-id -d 'Id or name of the recipe to build, or of the image to customize' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from create" -l public-key-id -d 'Id or name of the public key that opens the job\'s shell' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from create" -l ssh-containers-name -d 'Name of the container to reach over ssh' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from create" -l ssh-containers-jail -d 'Whether its shell is locked into the image' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from create" -l enable-debug -d 'Whether a build that fails waits with a shell: true, t, 1, yes, y, or false, f, 0, no, n' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from create" -l build-env-size -d 'Size of the build area in GiB' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from create" -l job-mem-size -d 'Memory of the job in GiB (not an option of `cray`)' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from create" -l require-dkms -d 'Whether the job needs DKMS kernel modules; without it the recipe or the service decides' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from create" -l timeout -d 'How long to wait at the most, for example 90s or 2h [default: 2h]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from create" -l interval -d 'How often to look; in the first seconds it is more often [default: 10s]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from create" -l until -d 'End as soon as the job waits for its user' -r -f -a "waiting_on_user\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from create" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from create" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from create" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from create" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from create" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from create" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from create" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from create" -l wait -d 'Wait until the job has ended'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from create" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from create" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from wait" -l timeout -d 'How long to wait at the most, for example 90s or 2h [default: 2h]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from wait" -l interval -d 'How often to look; in the first seconds it is more often [default: 10s]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from wait" -l until -d 'End as soon as the job waits for its user' -r -f -a "waiting_on_user\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from wait" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from wait" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from wait" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from wait" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from wait" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from wait" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from wait" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from wait" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from wait" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from wait" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from wait" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l container -d 'Only this container, for example build-image' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l timeout -d 'How long to follow at the most, for example 90s or 2h; by default until the job ends' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l kubeconfig -d 'Configuration file of Kubernetes [env: KUBECONFIG]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l context -d 'Context of the configuration file; the current one unless given' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from logs" -s f -l follow -d 'Go on until the job ends'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from logs" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from logs" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from ssh" -l container -d 'The ssh container; the first unless given' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from ssh" -l timeout -d 'How long to wait for it, for example 90s or 2h [default: 2h]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from ssh" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from ssh" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from ssh" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from ssh" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from ssh" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from ssh" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from ssh" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from ssh" -l inside -d 'Take the way inside the cluster rather than the customer\'s network'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from ssh" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from ssh" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from ssh" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from ssh" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from complete" -l container -d 'The ssh container; the first unless given' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from complete" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from complete" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from complete" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from complete" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from complete" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from complete" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from complete" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from complete" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from complete" -l failed -d 'Give the job up, so that it ends with an error'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from complete" -l inside -d 'Take the way inside the cluster rather than the customer\'s network'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from complete" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from complete" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from complete" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from complete" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from delete" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from delete" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from delete" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from delete" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from delete" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from delete" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from delete" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from delete" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from delete" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from delete" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from deleteall" -l name -d 'Only records of this name; * and ? stand for other characters' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from deleteall" -l arch -d 'Only records for this architecture' -r -f -a "aarch64\t''
x86_64\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from deleteall" -l status -d 'Only records in this state; may be given several times' -r -f -a "creating\t''
fetching_image\t''
fetching_recipe\t''
waiting_for_repos\t''
building_image\t''
waiting_on_user\t''
packaging_artifacts\t''
error\t''
success\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from deleteall" -l job-type -d 'Only jobs of this type' -r -f -a "create\t''
customize\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from deleteall" -l require-dkms -d 'Only records that need DKMS, or that do not' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from deleteall" -l created-after -d 'Only records created after this: a date or a time, in this machine\'s zone unless it names one, or how long ago, such as 90m, 6h, 2d or 1w' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from deleteall" -l created-before -d 'Only records created before this' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from deleteall" -l age -d 'Only jobs older than this, for example 6h, 2d or 1w2d; the units are m, h, d and w' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from deleteall" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from deleteall" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from deleteall" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from deleteall" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from deleteall" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from deleteall" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from deleteall" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from deleteall" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from deleteall" -s y -l yes -d 'Do not ask'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from deleteall" -l force -d 'Allow a time in the future for --created-before'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from deleteall" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from deleteall" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from deleteall" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand jobs; and __fish_seen_subcommand_from deleteall" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and not __fish_seen_subcommand_from list describe create delete deleteall" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and not __fish_seen_subcommand_from list describe create delete deleteall" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and not __fish_seen_subcommand_from list describe create delete deleteall" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and not __fish_seen_subcommand_from list describe create delete deleteall" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and not __fish_seen_subcommand_from list describe create delete deleteall" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and not __fish_seen_subcommand_from list describe create delete deleteall" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and not __fish_seen_subcommand_from list describe create delete deleteall" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and not __fish_seen_subcommand_from list describe create delete deleteall" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and not __fish_seen_subcommand_from list describe create delete deleteall" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and not __fish_seen_subcommand_from list describe create delete deleteall" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and not __fish_seen_subcommand_from list describe create delete deleteall" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and not __fish_seen_subcommand_from list describe create delete deleteall" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and not __fish_seen_subcommand_from list describe create delete deleteall" -f -a "list" -d 'List public keys'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and not __fish_seen_subcommand_from list describe create delete deleteall" -f -a "describe" -d 'Show one public key'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and not __fish_seen_subcommand_from list describe create delete deleteall" -f -a "create" -d 'Create one public key'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and not __fish_seen_subcommand_from list describe create delete deleteall" -f -a "delete" -d 'Delete one or more public keys; `deleted` can restore them'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and not __fish_seen_subcommand_from list describe create delete deleteall" -f -a "deleteall" -d 'Delete all public keys, or those that the options name; `deleted` can restore them'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from list" -l name -d 'Only records of this name; * and ? stand for other characters' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from list" -l created-after -d 'Only records created after this: a date or a time, in this machine\'s zone unless it names one, or how long ago, such as 90m, 6h, 2d or 1w' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from list" -l created-before -d 'Only records created before this' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from list" -l sort -d 'Sort by this field, for example created or link.path' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from list" -l limit -d 'Show no more than this many' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from list" -l columns -d 'Show these fields as the columns of a table' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from list" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from list" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from list" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from list" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from list" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from list" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from list" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from list" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from list" -l reverse -d 'Begin at the other end'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from list" -l latest -d 'Show only the one that was created last'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from list" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from list" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from describe" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from describe" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from describe" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from describe" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from describe" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from describe" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from describe" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from describe" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from describe" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from describe" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from describe" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from describe" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from create" -l name -d 'Name of the key' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from create" -l public-key -d 'File that holds the public key; - for standard input' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from create" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from create" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from create" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from create" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from create" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from create" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from create" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from create" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from create" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from create" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from delete" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from delete" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from delete" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from delete" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from delete" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from delete" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from delete" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from delete" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from delete" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from delete" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from deleteall" -l name -d 'Only records of this name; * and ? stand for other characters' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from deleteall" -l created-after -d 'Only records created after this: a date or a time, in this machine\'s zone unless it names one, or how long ago, such as 90m, 6h, 2d or 1w' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from deleteall" -l created-before -d 'Only records created before this' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from deleteall" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from deleteall" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from deleteall" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from deleteall" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from deleteall" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from deleteall" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from deleteall" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from deleteall" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from deleteall" -s y -l yes -d 'Do not ask'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from deleteall" -l force -d 'Allow a time in the future for --created-before'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from deleteall" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from deleteall" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from deleteall" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand public-keys; and __fish_seen_subcommand_from deleteall" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and not __fish_seen_subcommand_from recipes images public-keys" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and not __fish_seen_subcommand_from recipes images public-keys" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and not __fish_seen_subcommand_from recipes images public-keys" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and not __fish_seen_subcommand_from recipes images public-keys" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and not __fish_seen_subcommand_from recipes images public-keys" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and not __fish_seen_subcommand_from recipes images public-keys" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and not __fish_seen_subcommand_from recipes images public-keys" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and not __fish_seen_subcommand_from recipes images public-keys" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and not __fish_seen_subcommand_from recipes images public-keys" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and not __fish_seen_subcommand_from recipes images public-keys" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and not __fish_seen_subcommand_from recipes images public-keys" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and not __fish_seen_subcommand_from recipes images public-keys" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and not __fish_seen_subcommand_from recipes images public-keys" -f -a "recipes" -d 'Recipes that were deleted'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and not __fish_seen_subcommand_from recipes images public-keys" -f -a "images" -d 'Images that were deleted'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and not __fish_seen_subcommand_from recipes images public-keys" -f -a "public-keys" -d 'Public keys that were deleted'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from recipes" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from recipes" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from recipes" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from recipes" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from recipes" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from recipes" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from recipes" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from recipes" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from recipes" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from recipes" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from recipes" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from recipes" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from recipes" -f -a "list" -d 'List deleted recipes'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from recipes" -f -a "describe" -d 'Show one deleted recipe'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from recipes" -f -a "update" -d 'Restore one deleted recipe'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from recipes" -f -a "delete" -d 'Delete one or more deleted recipes, for good'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from recipes" -f -a "deleteall" -d 'Delete all deleted recipes, or those that the options name, for good'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from images" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from images" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from images" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from images" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from images" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from images" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from images" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from images" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from images" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from images" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from images" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from images" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from images" -f -a "list" -d 'List deleted images'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from images" -f -a "describe" -d 'Show one deleted image'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from images" -f -a "update" -d 'Restore one deleted image'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from images" -f -a "delete" -d 'Delete one or more deleted images, for good'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from images" -f -a "deleteall" -d 'Delete all deleted images, or those that the options name, for good'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from public-keys" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from public-keys" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from public-keys" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from public-keys" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from public-keys" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from public-keys" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from public-keys" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from public-keys" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from public-keys" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from public-keys" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from public-keys" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from public-keys" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from public-keys" -f -a "list" -d 'List deleted public keys'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from public-keys" -f -a "describe" -d 'Show one deleted public key'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from public-keys" -f -a "update" -d 'Restore one deleted public key'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from public-keys" -f -a "delete" -d 'Delete one or more deleted public keys, for good'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand deleted; and __fish_seen_subcommand_from public-keys" -f -a "deleteall" -d 'Delete all deleted public keys, or those that the options name, for good'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and not __fish_seen_subcommand_from list describe create delete deleteall status" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and not __fish_seen_subcommand_from list describe create delete deleteall status" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and not __fish_seen_subcommand_from list describe create delete deleteall status" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and not __fish_seen_subcommand_from list describe create delete deleteall status" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and not __fish_seen_subcommand_from list describe create delete deleteall status" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and not __fish_seen_subcommand_from list describe create delete deleteall status" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and not __fish_seen_subcommand_from list describe create delete deleteall status" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and not __fish_seen_subcommand_from list describe create delete deleteall status" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and not __fish_seen_subcommand_from list describe create delete deleteall status" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and not __fish_seen_subcommand_from list describe create delete deleteall status" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and not __fish_seen_subcommand_from list describe create delete deleteall status" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and not __fish_seen_subcommand_from list describe create delete deleteall status" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and not __fish_seen_subcommand_from list describe create delete deleteall status" -f -a "list" -d 'List remote build nodes'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and not __fish_seen_subcommand_from list describe create delete deleteall status" -f -a "describe" -d 'Show one remote build node'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and not __fish_seen_subcommand_from list describe create delete deleteall status" -f -a "create" -d 'Register one remote build node'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and not __fish_seen_subcommand_from list describe create delete deleteall status" -f -a "delete" -d 'Delete one or more remote build nodes, for good'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and not __fish_seen_subcommand_from list describe create delete deleteall status" -f -a "deleteall" -d 'Delete all remote build nodes, or those that the options name, for good'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and not __fish_seen_subcommand_from list describe create delete deleteall status" -f -a "status" -d 'Look whether the nodes are able to run jobs, over ssh, which takes a while'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from list" -l name -d 'Only records of this name; * and ? stand for other characters' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from list" -l sort -d 'Sort by this field, for example created or link.path' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from list" -l limit -d 'Show no more than this many' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from list" -l columns -d 'Show these fields as the columns of a table' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from list" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from list" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from list" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from list" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from list" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from list" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from list" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from list" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from list" -l reverse -d 'Begin at the other end'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from list" -l latest -d 'Show only the one that was created last'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from list" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from list" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from describe" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from describe" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from describe" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from describe" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from describe" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from describe" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from describe" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from describe" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from describe" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from describe" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from describe" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from describe" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from create" -l xname -d 'The node\'s xname, for example x3000c1s10b1n0' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from create" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from create" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from create" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from create" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from create" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from create" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from create" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from create" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from create" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from create" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from delete" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from delete" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from delete" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from delete" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from delete" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from delete" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from delete" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from delete" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from delete" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from delete" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from deleteall" -l name -d 'Only records of this name; * and ? stand for other characters' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from deleteall" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from deleteall" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from deleteall" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from deleteall" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from deleteall" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from deleteall" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from deleteall" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from deleteall" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from deleteall" -s y -l yes -d 'Do not ask'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from deleteall" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from deleteall" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from deleteall" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from deleteall" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from status" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from status" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from status" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from status" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from status" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from status" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from status" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from status" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from status" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from status" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from status" -f -a "list" -d 'List states of remote build nodes'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand remote-build-nodes; and __fish_seen_subcommand_from status" -f -a "describe" -d 'Show one status of a remote build node'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand version; and not __fish_seen_subcommand_from list" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand version; and not __fish_seen_subcommand_from list" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand version; and not __fish_seen_subcommand_from list" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand version; and not __fish_seen_subcommand_from list" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand version; and not __fish_seen_subcommand_from list" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand version; and not __fish_seen_subcommand_from list" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand version; and not __fish_seen_subcommand_from list" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand version; and not __fish_seen_subcommand_from list" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand version; and not __fish_seen_subcommand_from list" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand version; and not __fish_seen_subcommand_from list" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand version; and not __fish_seen_subcommand_from list" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand version; and not __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand version; and not __fish_seen_subcommand_from list" -f -a "list" -d 'Show the version of the service'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand version; and __fish_seen_subcommand_from list" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand version; and __fish_seen_subcommand_from list" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand version; and __fish_seen_subcommand_from list" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand version; and __fish_seen_subcommand_from list" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand version; and __fish_seen_subcommand_from list" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand version; and __fish_seen_subcommand_from list" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand version; and __fish_seen_subcommand_from list" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand version; and __fish_seen_subcommand_from list" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand version; and __fish_seen_subcommand_from list" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand version; and __fish_seen_subcommand_from list" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand version; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand version; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and not __fish_seen_subcommand_from status enable disable runtimes explain" -l kubeconfig -d 'Configuration file of Kubernetes [env: KUBECONFIG]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and not __fish_seen_subcommand_from status enable disable runtimes explain" -l context -d 'Context of the configuration file; the current one unless given' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and not __fish_seen_subcommand_from status enable disable runtimes explain" -l namespace -d 'Namespace in which IMS runs' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and not __fish_seen_subcommand_from status enable disable runtimes explain" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and not __fish_seen_subcommand_from status enable disable runtimes explain" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and not __fish_seen_subcommand_from status enable disable runtimes explain" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and not __fish_seen_subcommand_from status enable disable runtimes explain" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and not __fish_seen_subcommand_from status enable disable runtimes explain" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and not __fish_seen_subcommand_from status enable disable runtimes explain" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and not __fish_seen_subcommand_from status enable disable runtimes explain" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and not __fish_seen_subcommand_from status enable disable runtimes explain" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and not __fish_seen_subcommand_from status enable disable runtimes explain" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and not __fish_seen_subcommand_from status enable disable runtimes explain" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and not __fish_seen_subcommand_from status enable disable runtimes explain" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and not __fish_seen_subcommand_from status enable disable runtimes explain" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and not __fish_seen_subcommand_from status enable disable runtimes explain" -f -a "status" -d 'Show what is set, whether the service has read it, and what is wrong'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and not __fish_seen_subcommand_from status enable disable runtimes explain" -f -a "enable" -d 'Let customize jobs have DKMS unless they are told otherwise'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and not __fish_seen_subcommand_from status enable disable runtimes explain" -f -a "disable" -d 'Let customize jobs do without DKMS unless they are told otherwise'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and not __fish_seen_subcommand_from status enable disable runtimes explain" -f -a "runtimes" -d 'List the runtime classes'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and not __fish_seen_subcommand_from status enable disable runtimes explain" -f -a "explain" -d 'Say what a job would get or got, and which rule decided'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from status" -l kubeconfig -d 'Configuration file of Kubernetes [env: KUBECONFIG]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from status" -l context -d 'Context of the configuration file; the current one unless given' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from status" -l namespace -d 'Namespace in which IMS runs' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from status" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from status" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from status" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from status" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from status" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from status" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from status" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from status" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from status" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from status" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from enable" -l kata-runtime -d 'Runtime class to set [default: what is set, or kata-qemu]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from enable" -l timeout -d 'How long to wait for the new pod, for example 90s or 10m' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from enable" -l kubeconfig -d 'Configuration file of Kubernetes [env: KUBECONFIG]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from enable" -l context -d 'Context of the configuration file; the current one unless given' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from enable" -l namespace -d 'Namespace in which IMS runs' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from enable" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from enable" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from enable" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from enable" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from enable" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from enable" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from enable" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from enable" -l force -d 'Set the runtime class even if it is not installed'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from enable" -l no-restart -d 'Only write the settings; they hold from the next start of the service\'s pod'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from enable" -l no-wait -d 'Do not wait until the new pod is ready'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from enable" -s y -l yes -d 'Do not ask'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from enable" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from enable" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from enable" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from enable" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from disable" -l timeout -d 'How long to wait for the new pod, for example 90s or 10m' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from disable" -l kubeconfig -d 'Configuration file of Kubernetes [env: KUBECONFIG]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from disable" -l context -d 'Context of the configuration file; the current one unless given' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from disable" -l namespace -d 'Namespace in which IMS runs' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from disable" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from disable" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from disable" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from disable" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from disable" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from disable" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from disable" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from disable" -l no-restart -d 'Only write the settings; they hold from the next start of the service\'s pod'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from disable" -l no-wait -d 'Do not wait until the new pod is ready'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from disable" -s y -l yes -d 'Do not ask'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from disable" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from disable" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from disable" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from disable" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from runtimes" -l kubeconfig -d 'Configuration file of Kubernetes [env: KUBECONFIG]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from runtimes" -l context -d 'Context of the configuration file; the current one unless given' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from runtimes" -l namespace -d 'Namespace in which IMS runs' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from runtimes" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from runtimes" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from runtimes" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from runtimes" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from runtimes" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from runtimes" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from runtimes" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from runtimes" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from runtimes" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from runtimes" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from runtimes" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from runtimes" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from explain" -l recipe -d 'A job that builds an image from this recipe' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from explain" -l image -d 'A job that customizes this image' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from explain" -l job -d 'A job that exists' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from explain" -l require-dkms -d 'What is asked for when the job is created: true, t, 1, yes, y, or false, f, 0, no, n' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from explain" -l kubeconfig -d 'Configuration file of Kubernetes [env: KUBECONFIG]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from explain" -l context -d 'Context of the configuration file; the current one unless given' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from explain" -l namespace -d 'Namespace in which IMS runs' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from explain" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from explain" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from explain" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from explain" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from explain" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from explain" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from explain" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from explain" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from explain" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from explain" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from explain" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand dkms; and __fish_seen_subcommand_from explain" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand check" -l format -d 'Output format; lines for people unless given' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''
junit\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand check" -l kubeconfig -d 'Configuration file of Kubernetes [env: KUBECONFIG]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand check" -l context -d 'Context of the configuration file; the current one unless given' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand check" -l namespace -d 'Namespace in which IMS runs' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand check" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand check" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand check" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand check" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand check" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand check" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand check" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand check" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand check" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand check" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand check" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and not __fish_seen_subcommand_from login status logout" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and not __fish_seen_subcommand_from login status logout" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and not __fish_seen_subcommand_from login status logout" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and not __fish_seen_subcommand_from login status logout" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and not __fish_seen_subcommand_from login status logout" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and not __fish_seen_subcommand_from login status logout" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and not __fish_seen_subcommand_from login status logout" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and not __fish_seen_subcommand_from login status logout" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and not __fish_seen_subcommand_from login status logout" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and not __fish_seen_subcommand_from login status logout" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and not __fish_seen_subcommand_from login status logout" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and not __fish_seen_subcommand_from login status logout" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and not __fish_seen_subcommand_from login status logout" -f -a "login" -d 'Log in, and save the token for this and the original client'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and not __fish_seen_subcommand_from login status logout" -f -a "status" -d 'Show who is logged in, until when, and in which file; no secret'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and not __fish_seen_subcommand_from login status logout" -f -a "logout" -d 'Remove the saved token'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from login" -l username -d 'User name; asked for if not given' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from login" -l password -d 'Password; others on this machine may see it in the list of processes' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from login" -l rsa_token -d 'One-time code of an RSA token, where the system wants one' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from login" -l credentials-file -d 'JSON file, or directory of files, with client-id and client-secret, in place of the variables' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from login" -l kubeconfig -d 'Kubernetes configuration to use; by default KUBECONFIG, ~/.kube/config or /etc/kubernetes/admin.conf' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from login" -l context -d 'Context of the Kubernetes configuration; the current one by default' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from login" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from login" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from login" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from login" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from login" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from login" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from login" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from login" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from login" -l password-stdin -d 'Read the password from standard input'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from login" -l client-credentials -d 'Log in as a client instead of a user, with CRAY_CLIENT_ID and CRAY_CLIENT_SECRET'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from login" -l from-kubernetes -d 'Log in as the administrators\' client, with the Secret admin-client-auth that Kubernetes keeps'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from login" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from login" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from login" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from login" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from status" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from status" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from status" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from status" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from status" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from status" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from status" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from status" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from status" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from status" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from logout" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from logout" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from logout" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from logout" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from logout" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from logout" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from logout" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from logout" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from logout" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from logout" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from logout" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand auth; and __fish_seen_subcommand_from logout" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand init" -l hostname -d 'Host name or URL of the system\'s API gateway' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand init" -l tenant -d 'Tenant to send with every request; empty for none' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand init" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand init" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand init" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand init" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand init" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand init" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand init" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand init" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand init" -l no-auth -d 'Do not log in'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand init" -l overwrite -d 'Replace an existing configuration without asking'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand init" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand init" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand init" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand init" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and not __fish_seen_subcommand_from list describe get set unset use" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and not __fish_seen_subcommand_from list describe get set unset use" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and not __fish_seen_subcommand_from list describe get set unset use" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and not __fish_seen_subcommand_from list describe get set unset use" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and not __fish_seen_subcommand_from list describe get set unset use" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and not __fish_seen_subcommand_from list describe get set unset use" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and not __fish_seen_subcommand_from list describe get set unset use" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and not __fish_seen_subcommand_from list describe get set unset use" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and not __fish_seen_subcommand_from list describe get set unset use" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and not __fish_seen_subcommand_from list describe get set unset use" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and not __fish_seen_subcommand_from list describe get set unset use" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and not __fish_seen_subcommand_from list describe get set unset use" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and not __fish_seen_subcommand_from list describe get set unset use" -f -a "list" -d 'List all configurations'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and not __fish_seen_subcommand_from list describe get set unset use" -f -a "describe" -d 'Show the settings of the configuration in use'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and not __fish_seen_subcommand_from list describe get set unset use" -f -a "get" -d 'Show one setting'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and not __fish_seen_subcommand_from list describe get set unset use" -f -a "set" -d 'Change settings'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and not __fish_seen_subcommand_from list describe get set unset use" -f -a "unset" -d 'Remove settings'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and not __fish_seen_subcommand_from list describe get set unset use" -f -a "use" -d 'Make a configuration the one in use'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from list" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from list" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from list" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from list" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from list" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from list" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from list" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from list" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from list" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from list" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from describe" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from describe" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from describe" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from describe" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from describe" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from describe" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from describe" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from describe" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from describe" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from describe" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from describe" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from describe" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from get" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from get" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from get" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from get" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from get" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from get" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from get" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from get" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from get" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from get" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from set" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from set" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from set" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from set" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from set" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from set" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from set" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from set" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from set" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from set" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from unset" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from unset" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from unset" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from unset" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from unset" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from unset" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from unset" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from unset" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from unset" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from unset" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from unset" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from unset" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from use" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from use" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from use" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from use" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from use" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from use" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from use" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from use" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from use" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from use" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand config; and __fish_seen_subcommand_from use" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand sandbox" -l listen -d 'Where to listen, on loopback; Kubernetes takes the next port. Any free ports unless this is given' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand sandbox" -l job-time -d 'How long a job takes, in seconds; 0 for no time at all' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand sandbox" -l state -d 'Keep the records in this file between runs' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand sandbox" -l artifact -d 'An artifact that exists, for example s3://ims/recipes/mine.tgz; may be given more than once' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand sandbox" -l setting -d 'A setting of IMS, for example JOB_ENABLE_DKMS=True; may be given more than once' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand sandbox" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand sandbox" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand sandbox" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand sandbox" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand sandbox" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand sandbox" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand sandbox" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand sandbox" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand sandbox" -l empty -d 'Start without records'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand sandbox" -l auth -d 'Ask for tokens, as a real system does; the password of the user admin is said at the start'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand sandbox" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand sandbox" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand sandbox" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand sandbox" -s h -l help -d 'Print help'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand completions" -l configuration -d 'Configuration to use, as created by `init` [env: CRAY_CONFIG]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand completions" -l format -d 'Output format; toml unless the configuration says otherwise [env: CRAY_FORMAT]' -r -f -a "json\t''
toml\t''
yaml\t''
table\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand completions" -l token -d 'File with the token to send [env: CRAY_CREDENTIALS]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand completions" -l cacert -d 'PEM file with the CA certificates to trust, in place of the system\'s [config: core.cacert]' -r -F
complete -c cray-ims -n "__fish_cray_ims_using_subcommand completions" -l timeout -d 'How long a request may take in all, for example 90 or 5m; of commands that wait, how long they do [default: 5m]' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand completions" -l print -d 'Print this field alone, for example id or link.path, one record a line' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand completions" -l query -d 'Print what this JMESPath expression makes of the answer' -r
complete -c cray-ims -n "__fish_cray_ims_using_subcommand completions" -l dry-run -d 'Print what would be sent to change something, and send nothing; =curl prints a command line' -r -f -a "request\t''
curl\t''"
complete -c cray-ims -n "__fish_cray_ims_using_subcommand completions" -l quiet -d 'Leave out remarks on standard error [env: CRAY_QUIET]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand completions" -l insecure -d 'Do not check certificates: anybody on the way can then read and change everything [config: core.insecure]'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand completions" -s v -l verbose -d 'Say what is sent (-v), and headers and bodies too (-vv), secrets left out'
complete -c cray-ims -n "__fish_cray_ims_using_subcommand completions" -s h -l help -d 'Print help'

# Names and ids of records, as the service knows them. Fails where no record is named.
function __cray_ims_records
    set -l current (commandline -ct)
    cray-ims complete-records -- (commandline -opc) "$current" 2>/dev/null </dev/null
end

complete -c cray-ims -n '__cray_ims_records >/dev/null' -f -a '(__cray_ims_records)'
complete -c cray-ims -l artifact-id -x -a '(__cray_ims_records)'
complete -c cray-ims -l public-key-id -x -a '(__cray_ims_records)'
