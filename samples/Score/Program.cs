using System.CommandLine;
using FimNet.MLNet;
using Score;

var model = new Argument<FileInfo>("model") { Description = "A model zip, as mlContext.Model.Save wrote it." };
var folder = new Argument<DirectoryInfo>("folder") { Description = "Images to score, subfolders included." };
var output = new Option<DirectoryInfo>("--out") { Description = "Where heatmaps, of names that end with .map.png and are never scored, and scores.csv go.", DefaultValueFactory = _ => new DirectoryInfo("heatmaps") };
var onError = new Option<ImageErrorPolicy?>("--on-error")
{
    Description = "What to do about an image that cannot be read: throw ends with its name, skip goes on and writes the reason into scores.csv. As the model was saved when not given.",
};
var command = new RootCommand("Scores a folder of images with a saved FIM-Net model. Needs no libtorch.") { model, folder, output, onError };
command.SetAction(arguments =>
{
    try
    {
        FolderScoring.Run(
            arguments.GetRequiredValue(model).FullName, arguments.GetRequiredValue(folder).FullName, arguments.GetRequiredValue(output).FullName, arguments.GetValue(onError));
        return 0;
    }
    catch (Exception e) when (e is ImageReadException or ModelFormatException or IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or DllNotFoundException)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
});
return command.Parse(args).Invoke();
