using System.CommandLine;
using FimNet.MLNet;
using Score;

var model = new Argument<FileInfo>("model") { Description = "A model zip, as mlContext.Model.Save wrote it." };
var folder = new Argument<DirectoryInfo>("folder") { Description = "Images to score, subfolders included." };
var output = new Option<DirectoryInfo>("--out") { Description = "Where heatmaps and scores.csv go.", DefaultValueFactory = _ => new DirectoryInfo("heatmaps") };
var command = new RootCommand("Scores a folder of images with a saved FIM-Net model. Needs no libtorch.") { model, folder, output };
command.SetAction(arguments =>
{
    try
    {
        FolderScoring.Run(arguments.GetRequiredValue(model).FullName, arguments.GetRequiredValue(folder).FullName, arguments.GetRequiredValue(output).FullName);
        return 0;
    }
    catch (Exception e) when (e is ImageReadException or ModelFormatException or IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
});
return command.Parse(args).Invoke();
